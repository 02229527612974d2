/**
 * Graphs of Deeplearning4j as ONNX models. A checked configuration, the shapes of its parameters and the shape of its images
 * come in; the bytes of a model goes out whose large parameters are beside it. Every part that {@code validation} lets pass is
 * written exactly or refused by name. Before it is {@code validation}; {@code graph} uses it.
 */
package org.tl4j.dl4j.onnx;
