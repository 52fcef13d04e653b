"""Evidence -> a composed answer -> a verified outcome; knows no index."""
