package org.tl4j.core.backbone;

import java.util.List;

/** The backbones that are known by name. It is data only: nothing is opened, located or computed. Thread-safe. */
public interface BackboneCatalog {
    /**
     * All entries, in the order of preference for photos of any kind. An imported network whose entry is damaged is left out,
     * with a warning.
     */
    List<BackboneEntry> entries();

    /**
     * The entry with this name. A name that no entry has means the first entry whose name begins with it and a dash:
     * {@code resnet18-imagenet} for {@code resnet18}.
     *
     * @throws org.tl4j.core.error.UsageException if there is none of that name (the nearest is suggested), or a damaged one
     */
    BackboneEntry named(String name);
}
