package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.storage.files.DiskProblem;

/** From a bundle of any format to one of the newest, whose network is described in ONNX too. */
final class BundleConversion implements ModelConversion {
    private final BundleStore bundles;
    private final Engines engines;

    BundleConversion(BundleStore bundles, Engines engines) {
        this.bundles = bundles;
        this.engines = engines;
    }

    @Override
    public ConversionReport convert(Path bundle, Path file) {
        requireOther(required(bundle, "bundle"), required(file, "file"));
        Bundle read = bundles.read(bundle);
        NetworkContents described = DescribedNetwork.of(engines, read);
        bundles.write(file, read.withNetwork(described));
        return new ConversionReport(
                described.engine(),
                described.entries().stream().map(NetworkEntry::name).toList(),
                !read.network().has(OnnxNetwork.ENTRY));
    }

    private static void requireOther(Path bundle, Path file) {
        try {
            if (Files.exists(file) && Files.exists(bundle) && Files.isSameFile(bundle, file)) {
                throw new UsageException(
                        "file",
                        "must be another than the bundle that is converted",
                        file.toString(),
                        "name another file");
            }
        } catch (IOException e) {
            throw DiskProblem.cannotRead(file, e);
        }
    }
}
