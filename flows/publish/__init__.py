"""What passed the policy, kept in step in databases of other people. It loads without spaCy and Prefect."""
