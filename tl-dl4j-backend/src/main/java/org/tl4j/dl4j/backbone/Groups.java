package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.TrainableNetwork;

/** Selects layer groups of a backbone. */
final class Groups {
    private Groups() {}

    /** The groups from {@code from} on, or all, and the head. */
    static List<LayerGroup> withHead(List<LayerGroup> groups, Optional<String> from, String headLayer) {
        int first = from.map(name -> indexOf(groups, name)).orElse(0);
        List<LayerGroup> trained = new ArrayList<>(groups.subList(first, groups.size()));
        trained.add(new LayerGroup(TrainableNetwork.HEAD, List.of(headLayer)));
        return trained;
    }

    /**
     * The index of a group.
     *
     * @throws UsageException if there is none with that name
     */
    static int indexOf(List<LayerGroup> groups, String name) {
        List<String> names = groups.stream().map(LayerGroup::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new UsageException(
                    "unfreeze-from",
                    "must be a layer group of the backbone, one of " + String.join(", ", names),
                    name,
                    Suggestions.question(name, names));
        }
        return index;
    }
}
