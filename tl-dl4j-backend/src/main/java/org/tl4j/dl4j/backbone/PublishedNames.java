package org.tl4j.dl4j.backbone;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.architecture.Architecture;

/**
 * Maps the architecture's names of parameters to the names in a file of weights. A common prefix is removed: training
 * tools wrap a network, and its parameters are then called {@code module.}, {@code _orig_mod.} or {@code backbone.} and
 * so on.
 *
 * @param byOwn the published names by the architecture's names
 * @param prefix the removed prefix, with its last dot; empty if there is none
 */
record PublishedNames(Map<String, String> byOwn, String prefix) {
    /** No tool writes longer prefixes, and each dot costs a comparison. */
    private static final int LONGEST = 500;

    /**
     * Finds the names. An alternative published name is mapped unless the architecture's own name is published as well.
     *
     * @param source the origin of the weights, for messages
     * @throws WeightsException if only some names of layers have the prefix, or two names become equal
     */
    static PublishedNames of(
            Architecture architecture, Collection<String> layers, Set<String> published, String source) {
        Map<String, String> others = architecture.layersOfOtherNames();
        String prefix = prefix(Set.copyOf(layers), others, published, source);
        Map<String, String> byOwn = new LinkedHashMap<>();
        for (String name : published) {
            String inner = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
            String layer = layer(inner);
            String own = others.getOrDefault(layer, layer) + inner.substring(layer.length());
            String other = byOwn.put(published.contains(prefix + own) ? inner : own, name);
            if (other != null) {
                throw new WeightsException(
                        "weights " + source,
                        "must hold one tensor for each parameter",
                        other + " and " + name + ", both for " + own,
                        "delete one of them");
            }
        }
        return new PublishedNames(byOwn, prefix);
    }

    /** The layer of a parameter. */
    static String layer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** The prefix with which the most names are those of the architecture's layers; the shortest of several. */
    private static String prefix(Set<String> layers, Map<String, String> others, Set<String> published, String source) {
        Map<String, Integer> counts = new HashMap<>();
        counts.put("", 0);
        Map<String, Set<String>> prefixes = new LinkedHashMap<>();
        for (String name : published) {
            if (name.length() > LONGEST) {
                continue;
            }
            String layer = layer(name);
            for (int begin = 0; begin >= 0; begin = next(layer, begin)) {
                String inner = layer.substring(begin);
                if (layers.contains(others.getOrDefault(inner, inner))) {
                    String prefix = layer.substring(0, begin);
                    counts.merge(prefix, 1, Integer::sum);
                    prefixes.computeIfAbsent(name, key -> new HashSet<>()).add(prefix);
                }
            }
        }
        String best = "";
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            int difference = count.getValue() - counts.get(best);
            if (difference > 0 || (difference == 0 && count.getKey().length() < best.length())) {
                best = count.getKey();
            }
        }
        requireEverywhere(best, prefixes, source);
        return best;
    }

    private static void requireEverywhere(String prefix, Map<String, Set<String>> prefixes, String source) {
        if (prefix.isEmpty()) {
            return; // other names count as unknown
        }
        for (Map.Entry<String, Set<String>> name : prefixes.entrySet()) {
            if (!name.getValue().contains(prefix)) {
                throw new WeightsException(
                        "weights " + source,
                        "must name all layers with the same prefix, such as " + prefix,
                        name.getKey(),
                        "delete the tensors of another network");
            }
        }
    }

    /** The position after the next dot; -1 if there is none. */
    private static int next(String layer, int begin) {
        int dot = layer.indexOf('.', begin);
        return dot < 0 ? -1 : dot + 1;
    }
}
