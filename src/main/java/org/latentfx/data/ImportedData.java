package org.latentfx.data;

/** Pictures from a file, ready to be learnt from, and what was found there. */
public record ImportedData(DataSplit split, DataDescription description) {}
