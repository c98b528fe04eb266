"""An open project, and all that is made of it: answers, pictures, suppositions, the pack, the atlas, what changed."""
