/**
 * The engine and its backbones: graphs filled with located weights, features at a boundary, and the surgery that puts a new
 * head on. Weights come from core's {@code weights}; features go to the feature store, networks to {@code graph}.
 */
package org.tl4j.dl4j.backbone;
