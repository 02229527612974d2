/**
 * Reads untrusted HDF5 files within bounds. Groups, tensors of floating-point values and text attributes go out, and
 * no data of any other file. jHDF parses single records; this package decides which records are read, how many, and how
 * decided here. Used by {@code foreign}.
 */
package org.tl4j.dl4j.hdf5;
