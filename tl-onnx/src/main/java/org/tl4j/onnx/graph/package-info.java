/**
 * ONNX models as data: read within limits, checked before native code sees them, cut at a value, and given the one form that is
 * run: images in, features and probabilities out. Nothing here computes a network. The bytes come from imported files or from
 * bundles; the models go to {@code importing} and {@code runtime}.
 */
package org.tl4j.onnx.graph;
