/**
 * Reads Keras models: an HDF5 file comes in, a graph of Deeplearning4j's layers goes out, as a
 * {@link org.tl4j.dl4j.convert.source.SourceNetwork}. The bytes of the file are read by {@code hdf5}.
 */
package org.tl4j.dl4j.convert.keras;
