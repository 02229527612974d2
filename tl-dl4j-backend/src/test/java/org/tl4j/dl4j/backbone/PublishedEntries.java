package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.storage.catalog.FolderCatalog;

/** The catalogue that comes with the software. */
final class PublishedEntries {
    private PublishedEntries() {}

    static BackboneCatalog catalog() {
        return new FolderCatalog(Optional.empty(), Optional.empty());
    }

    static List<BackboneEntry> all() {
        return catalog().entries();
    }
}
