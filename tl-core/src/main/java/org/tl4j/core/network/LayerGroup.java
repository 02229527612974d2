package org.tl4j.core.network;

import java.util.List;
import java.util.Set;

/**
 * Layers that belong together: stem, stages.
 *
 * @param name its name
 * @param layers the names of the layers with parameters, in the order of the graph
 */
public record LayerGroup(String name, List<String> layers) {
    public LayerGroup {
        layers = List.copyOf(layers);
    }

    /** The same group, reduced to some layers. */
    public LayerGroup of(Set<String> some) {
        return new LayerGroup(name, layers.stream().filter(some::contains).toList());
    }

    /** The groups reduced to some layers; groups without any of them are left out. */
    public static List<LayerGroup> within(Set<String> some, List<LayerGroup> groups) {
        return groups.stream()
                .map(group -> group.of(some))
                .filter(group -> !group.layers().isEmpty())
                .toList();
    }
}
