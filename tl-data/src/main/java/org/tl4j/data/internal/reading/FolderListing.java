package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.tl4j.core.dataset.LabelReading;

/** All files below a folder, including those behind symbolic links. */
final class FolderListing implements FileListing {
    private final DatasetLayout arrangement;

    private FolderListing(DatasetLayout arrangement) {
        this.arrangement = arrangement;
    }

    static FolderListing open(Path folder, LabelReading labels) {
        FolderWalk walk = new FolderWalk();
        walk.into(folder);
        DatasetLayout arrangement = Layout.arrange(walk.found(), false);
        arrangement.files().forEach(file -> requireNamed(walk, file));
        arrangement.classFolders().forEach(file -> requireNamed(walk, file));
        return new FolderListing(
                labels.asksForSeveral() ? arrangement.split(LabelSeparator.ofFolders(labels)) : arrangement);
    }

    /** A label is text, so the name of its folder must be valid text. */
    private static void requireNamed(FolderWalk walk, Candidate file) {
        file.label().filter(walk.unrepresentable()::containsKey).ifPresent(label -> {
            throw UnreadableName.problem(walk.unrepresentable().get(label));
        });
    }

    @Override
    public DatasetLayout arrangement() {
        return arrangement;
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return PlainFiles.open(candidate.location().container());
    }

    @Override
    public void close() {
        // No resource stays open.
    }
}
