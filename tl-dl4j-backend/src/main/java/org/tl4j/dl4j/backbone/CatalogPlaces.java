package org.tl4j.dl4j.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where backbones are described besides the published ones.
 *
 * @param file a catalogue file of the user's, read once; its entries come first
 * @param folder catalogue files of imported networks, {@code *.json}, looked at anew whenever entries are asked for; theirs
 *     come last. It need not exist
 */
public record CatalogPlaces(Optional<Path> file, Optional<Path> folder) {
    /** Nowhere: the published ones alone. */
    public static final CatalogPlaces NONE = new CatalogPlaces(Optional.empty(), Optional.empty());

    public CatalogPlaces {
        requireNonNull(file, "file is null");
        requireNonNull(folder, "folder is null");
    }
}
