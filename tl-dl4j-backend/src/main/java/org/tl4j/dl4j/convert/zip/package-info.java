/**
 * Reads zips of Deeplearning4j: configuration and coefficients come in, a graph goes out, as a
 * {@link org.tl4j.dl4j.convert.source.SourceNetwork}. No Java object of a zip is ever deserialised.
 */
package org.tl4j.dl4j.convert.zip;
