"""What Linkwork is made of: lock files, licences, a bill of materials, and whether weaknesses are known in it."""
