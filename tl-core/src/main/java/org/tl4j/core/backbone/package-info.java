/**
 * Pretrained networks up to a boundary: preprocessed images in, features out. Imports the packages before it; its
 * features go to {@code features}, and a backbone with a head becomes a {@code network}.
 */
package org.tl4j.core.backbone;
