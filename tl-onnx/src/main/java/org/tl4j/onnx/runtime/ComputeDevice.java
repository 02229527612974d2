package org.tl4j.onnx.runtime;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;

/**
 * Where sessions compute, decided once, when the engine starts.
 *
 * @param cuda whether on a graphics card
 * @param problem why not on the card that this build could use; empty where it is used or not wanted
 */
public record ComputeDevice(boolean cuda, Optional<Problem> problem) {
    private static final Logger LOG = LoggerFactory.getLogger(ComputeDevice.class);

    /** The processor. */
    public static final ComputeDevice PROCESSOR = new ComputeDevice(false, Optional.empty());

    public ComputeDevice {
        requireNonNull(problem, "problem is null");
    }

    /** A card where one can be used, else the processor; that is logged where this is the build for CUDA. */
    public static ComputeDevice preferCuda(OrtEnvironment environment) {
        ComputeDevice device = preferred(state(environment), onWindows());
        device.problem().ifPresent(problem -> LOG.warn("{}; the processor computes instead", problem.message()));
        return device;
    }

    /**
     * A card.
     *
     * @throws EnvironmentException if none can be used
     */
    public static ComputeDevice requireCuda(OrtEnvironment environment) {
        return required(state(environment), onWindows());
    }

    static ComputeDevice preferred(CudaState state, boolean onWindows) {
        return new ComputeDevice(state instanceof CudaState.Ready, CudaDiagnosis.problem(state, onWindows));
    }

    static ComputeDevice required(CudaState state, boolean onWindows) {
        if (state instanceof CudaState.Ready) {
            return preferred(state, onWindows);
        }
        throw new EnvironmentException(CudaDiagnosis.problem(state, onWindows).orElseGet(CudaDiagnosis::notBuilt));
    }

    /** Its name in the provenance. */
    public String provider() {
        return cuda ? "cuda" : "cpu";
    }

    private static CudaState state(OrtEnvironment environment) {
        boolean windows = onWindows();
        boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        LibrarySearch search = LibrarySearch.of(System.getenv(), windows);
        return CudaDiagnosis.of(built, search, windows, () -> CudaTrial.run(environment));
    }

    private static boolean onWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
