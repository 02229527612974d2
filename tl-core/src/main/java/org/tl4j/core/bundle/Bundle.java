package org.tl4j.core.bundle;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.network.NetworkContents;

/**
 * A trained model as data.
 *
 * @param manifest what it says of itself
 * @param network the graph and its weights
 * @param calibration how to read its outputs
 * @param record which images it was trained on; empty where that is not recorded
 */
public record Bundle(
        BundleManifest manifest, NetworkContents network, Calibration calibration, Optional<TrainingRecord> record) {
    public Bundle {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(network, "network is null");
        requireNonNull(calibration, "calibration is null");
        requireNonNull(record, "record is null");
    }

    /** A model of which no more is known. */
    public Bundle(BundleManifest manifest, NetworkContents network) {
        this(manifest, network, Calibration.NONE, Optional.empty());
    }

    /** The same with another network. */
    public Bundle withNetwork(NetworkContents other) {
        return new Bundle(manifest, other, calibration, record);
    }

    /** The same, read in another way. */
    public Bundle withCalibration(Calibration other) {
        return new Bundle(manifest, network, other, record);
    }
}
