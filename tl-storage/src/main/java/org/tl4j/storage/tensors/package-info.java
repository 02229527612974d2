/**
 * The safetensors format: named tensors in one file, with no code in it. Files come in as
 * {@link org.tl4j.core.weights.TensorSet}s without a copy; tensors go out as bytes, always the same for the same tensors.
 * Used for pretrained weights and by the bundle beside this package.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the description of the format</a>
 */
package org.tl4j.storage.tensors;
