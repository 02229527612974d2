/**
 * Networks of bundles as ONNX files that stand alone: the description in ONNX and its tensors come in, one file goes out that holds
 * all values, what is known of the network and, where asked for, its preprocessing. Nothing here computes a network.
 */
package org.tl4j.onnx.export;
