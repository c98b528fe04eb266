"""What docs/deployment.md says of servers, tried on real ones: dumps, upgrades, certificates, who may write."""
