package org.tl4j.dl4j.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * timm's layer names for networks of inverted residuals (timm/models/efficientnet.py and _efficientnet_blocks.py), each
 * mapped to the name here. A block is {@code blocks.STAGE.NUMBER}, both from 0.
 */
final class TimmNames {
    private static final List<String> EXPANSION = List.of("conv_pw", "bn1");
    private static final List<String> SQUEEZE_EXCITATION = List.of("se.conv_reduce", "se.conv_expand");

    private final Map<String, String> ours = new LinkedHashMap<>();

    /**
     * Creates the names of the layers outside the blocks.
     *
     * @param last the index of the last feature layer here
     */
    TimmNames(int last) {
        ours.put("conv_stem", "features.0.0");
        ours.put("bn1", "features.0.1");
        ours.put("conv_head", "features." + last + ".0");
        ours.put("bn2", "features." + last + ".1");
        ours.put("classifier", "classifier.1");
    }

    /**
     * Adds the layers of a block that have parameters.
     *
     * @param expanded whether the block begins with an expansion convolution
     * @param squeezeExcitation whether the block has squeeze and excitation
     * @param own the names here, in the order of the block
     */
    void block(int stage, int number, boolean expanded, boolean squeezeExcitation, List<String> own) {
        List<String> theirs = new ArrayList<>(expanded ? EXPANSION : List.of());
        theirs.addAll(List.of("conv_dw", expanded ? "bn2" : "bn1"));
        theirs.addAll(squeezeExcitation ? SQUEEZE_EXCITATION : List.of());
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
