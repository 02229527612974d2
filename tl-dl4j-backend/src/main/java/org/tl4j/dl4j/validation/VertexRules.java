package org.tl4j.dl4j.validation;

import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Rules for vertices that are not layers, and for preprocessors of layers. */
final class VertexRules {
    static final Set<Class<?>> KNOWN = Set.of(
            ElementWiseVertex.class,
            MergeVertex.class,
            PreprocessorVertex.class,
            ReshapeVertex.class,
            ScaleVertex.class,
            ShiftVertex.class);

    private static final int LONGEST_SIDE = 1 << 24;

    private VertexRules() {}

    static void check(String name, GraphVertex vertex) {
        if (!KNOWN.contains(vertex.getClass())) {
            throw LayerRules.unknown(name, vertex);
        }
        if (vertex instanceof ElementWiseVertex combination && combination.getOp() == null) {
            throw new InvalidGraphException(name, "must have an operation", "nothing");
        } else if (vertex instanceof MergeVertex merge) {
            Range.of(1, 3).check(name, "mergeAxis", merge.getMergeAxis());
        } else if (vertex instanceof ScaleVertex scale) {
            Range.single(name, "scaleFactor", scale.getScaleFactor());
        } else if (vertex instanceof ShiftVertex shift) {
            Range.single(name, "shiftFactor", shift.getShiftFactor());
        } else if (vertex instanceof PreprocessorVertex change) {
            if (change.getPreProcessor() == null) {
                throw new InvalidGraphException(name, "must have a preprocessor", "nothing");
            }
            checkPreprocessor(name, change.getPreProcessor());
        } else if (vertex instanceof ReshapeVertex reshape) {
            check(name, reshape);
        }
    }

    private static void check(String name, ReshapeVertex reshape) {
        int[] shape = reshape.getNewShape();
        if (reshape.getReshapeOrder() != 'c'
                || reshape.getMaskShape() != null
                || shape == null
                || (shape.length != 2 && shape.length != 4)
                || shape[0] != -1) {
            throw new InvalidGraphException(
                    name,
                    "must reshape to -1 and a row or an image, in the order c and without a mask",
                    Arrays.toString(shape));
        }
        for (int i = 1; i < shape.length; i++) {
            Range.of(1, LONGEST_SIDE).check(name, "newShape", shape[i]);
        }
    }

    static void checkPreprocessor(String name, InputPreProcessor preprocessor) {
        if (preprocessor == null) {
            return;
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
            Range.of(0, LONGEST_SIDE).check(name, "inputHeight", flatten.getInputHeight());
            Range.of(0, LONGEST_SIDE).check(name, "inputWidth", flatten.getInputWidth());
            Range.of(0, LONGEST_SIDE).check(name, "numChannels", flatten.getNumChannels());
        } else if (preprocessor instanceof FeedForwardToCnnPreProcessor image) {
            Range.of(1, LONGEST_SIDE).check(name, "inputHeight", image.getInputHeight());
            Range.of(1, LONGEST_SIDE).check(name, "inputWidth", image.getInputWidth());
            Range.of(1, LONGEST_SIDE).check(name, "numChannels", image.getNumChannels());
        } else {
            throw new InvalidGraphException(
                    name,
                    "must not change the shape of its input, except to flatten it or to make images of rows",
                    preprocessor.getClass().getSimpleName());
        }
    }
}
