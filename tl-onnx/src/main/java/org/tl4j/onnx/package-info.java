/**
 * ONNX Runtime behind core's interfaces: runs frozen networks that another engine has written in ONNX, and imported ONNX files
 * as backbones.
 */
package org.tl4j.onnx;
