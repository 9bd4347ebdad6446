"""What comes in: bytes become documents, documents models, and a folder a workspace."""
