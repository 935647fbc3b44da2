"""The screens: reader, library, and small modal ones."""
