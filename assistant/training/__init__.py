"""Making the encoder that ships: its vocabulary, start vectors, training and export."""
