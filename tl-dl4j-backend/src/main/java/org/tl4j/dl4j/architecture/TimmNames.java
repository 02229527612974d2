package org.tl4j.dl4j.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that timm has for the layers of networks of inverted residuals (timm/models/efficientnet.py and
 * _efficientnet_blocks.py), each with ours. A block is {@code blocks.STAGE.NUMBER}, both from 0.
 */
final class TimmNames {
    private static final List<String> EXPANSION = List.of("conv_pw", "bn1");
    private static final List<String> WEIGHING = List.of("se.conv_reduce", "se.conv_expand");

    private final Map<String, String> ours = new LinkedHashMap<>();

    /**
     * With what stands outside of the blocks.
     *
     * @param last the index of our last feature layer
     */
    TimmNames(int last) {
        ours.put("conv_stem", "features.0.0");
        ours.put("bn1", "features.0.1");
        ours.put("conv_head", "features." + last + ".0");
        ours.put("bn2", "features." + last + ".1");
        ours.put("classifier", "classifier.1");
    }

    /**
     * The layers with parameters of a block.
     *
     * @param expanded whether it begins with a convolution to more channels
     * @param weighed whether it weighs its channels
     * @param own our names, in the order of the block
     */
    void block(int stage, int number, boolean expanded, boolean weighed, List<String> own) {
        List<String> theirs = new ArrayList<>(expanded ? EXPANSION : List.of());
        theirs.addAll(List.of("conv_dw", expanded ? "bn2" : "bn1"));
        theirs.addAll(weighed ? WEIGHING : List.of());
        theirs.addAll(expanded ? List.of("conv_pwl", "bn3") : List.of("conv_pw", "bn2"));
        if (theirs.size() != own.size()) {
            throw new IllegalArgumentException("a block of " + theirs + " must have as many names, found " + own);
        }
        for (int i = 0; i < own.size(); i++) {
            ours.put("blocks." + stage + "." + number + "." + theirs.get(i), own.get(i));
        }
    }

    Map<String, String> all() {
        return Map.copyOf(ours);
    }
}
