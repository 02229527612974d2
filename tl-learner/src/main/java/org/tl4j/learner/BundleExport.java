package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.predict.BundleNetwork;
import org.tl4j.storage.files.AtomicFile;

/** From a bundle to a file of other software, which the engine of the bundle writes. */
final class BundleExport implements ModelExport {
    private final BundleStore bundles;
    private final Engines engines;

    BundleExport(BundleStore bundles, Engines engines) {
        this.bundles = bundles;
        this.engines = engines;
    }

    @Override
    public void export(Path bundle, String format, Path file) {
        required(format, "format");
        required(file, "file");
        Bundle read = bundles.read(required(bundle, "bundle"));
        NetworkExporter exporter = exporter(engines.forContents(read.network()), format);
        BundleNetwork.open(engines, read).close(); // for its checks
        AtomicFile.write(
                file,
                channel -> exporter.write(
                        read.network(), read.manifest().preprocessing(), Channels.newOutputStream(channel)));
    }

    private static NetworkExporter exporter(Engine engine, String format) {
        List<String> formats =
                engine.exporters().stream().map(NetworkExporter::format).toList();
        return engine.exporters().stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "format",
                        formats.isEmpty()
                                ? "must be written by the engine " + engine.name() + ", which writes none"
                                : "must be one of " + String.join(", ", formats),
                        format,
                        Suggestions.question(format, formats)));
    }
}
