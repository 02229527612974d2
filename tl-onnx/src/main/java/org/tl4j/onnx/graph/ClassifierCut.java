package org.tl4j.onnx.graph;

import java.util.OptionalInt;

/**
 * Where the classifier of a network begins.
 *
 * @param value which the last linear layer takes: the features
 * @param layer that layer, for people
 * @param classes how many outputs the layer has, where its weights say so
 */
public record ClassifierCut(String value, String layer, OptionalInt classes) {}
