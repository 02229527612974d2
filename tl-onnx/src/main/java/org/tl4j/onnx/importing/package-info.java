/**
 * Imported ONNX files as backbones: an import tries the model in a child process and records what it computes; opening brings the
 * stored file into the form that is run. Models come from {@code graph}; a runner of networks computes them.
 */
package org.tl4j.onnx.importing;
