/**
 * ONNX Runtime: loads its native library, checks models, opens sessions of them, and runs images through them. The engine of the
 * package above opens its networks.
 */
package org.tl4j.onnx.runtime;
