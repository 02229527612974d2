/**
 * ONNX Runtime behind core's interfaces: runs frozen networks that another engine has written in ONNX, and ONNX files of others
 * as backbones.
 */
package org.tl4j.onnx;
