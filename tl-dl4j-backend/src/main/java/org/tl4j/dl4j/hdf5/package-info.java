/**
 * HDF5 files of strangers, read within bounds: groups, tensors of floating point values and attributes of text go out, and
 * nothing of any other file. jHDF parses the single records; which of them are read, how many, and how large they may be is
 * decided here. Used by {@code foreign}.
 */
package org.tl4j.dl4j.hdf5;
