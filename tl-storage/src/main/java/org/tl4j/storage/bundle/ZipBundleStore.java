package org.tl4j.storage.bundle;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.weights.TensorFormat;

/** Bundles as zip files. Stateless and thread-safe. */
public final class ZipBundleStore implements BundleStore {
    private final TensorFormat tensors;

    /** A store that reads weights with {@code tensors}. */
    public ZipBundleStore(TensorFormat tensors) {
        this.tensors = tensors;
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.BundleException if the bundle is so large that it could not be read again
     */
    @Override
    public void write(Path file, Bundle bundle) {
        BundleWriter.of(file, bundle).write();
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.EnvironmentException if there is no memory for the weights
     */
    @Override
    public Bundle read(Path file) {
        return new BundleReader(file.toString(), tensors).read(BundleBytes.open(file));
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.tl4j.core.error.EnvironmentException if there is no memory for the weights
     */
    @Override
    public Bundle read(ByteBuffer bytes, String name) {
        return new BundleReader(name, tensors).read(BundleBytes.of(bytes));
    }
}
