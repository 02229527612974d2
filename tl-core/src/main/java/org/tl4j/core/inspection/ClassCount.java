package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.tl4j.core.dataset.Subset;

/**
 * How many images have a label. Exact copies count once.
 *
 * @param label the label
 * @param images how many have it, whatever their role
 * @param byRole how many of them have each role; empty where images have none
 */
public record ClassCount(String label, int images, Map<Subset, Integer> byRole) {
    public ClassCount {
        requireNonNull(label, "label is null");
        byRole = Map.copyOf(byRole);
    }
}
