package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalLong;
import org.tl4j.core.weights.WeightsOrigin;

/**
 * Which backbone is used, and where its weights come from.
 *
 * @param entry what the catalogue says of it
 * @param requested whether the caller named it; otherwise it is the default for these images
 * @param origin where its weights come from
 * @param bytes how long the file of its weights is: stated by the catalogue, or else four bytes for each parameter, which is
 *     accurate to one percent; empty where neither is known
 * @param addresses where the file is fetched from, in this order, without passwords; empty where it has no address
 */
public record BackboneSelection(
        BackboneEntry entry, boolean requested, WeightsOrigin origin, OptionalLong bytes, List<String> addresses) {
    public BackboneSelection {
        requireNonNull(entry, "entry is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(bytes, "bytes is null");
        addresses = List.copyOf(addresses);
    }

    /** What a user calls the backbone. */
    public String name() {
        return entry.name();
    }
}
