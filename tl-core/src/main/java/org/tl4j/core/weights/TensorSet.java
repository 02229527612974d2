package org.tl4j.core.weights;

import java.util.Map;
import java.util.Set;
import org.tl4j.core.provenance.Digest;

/** Tensors read from one file. Thread-safe; a tensor's buffer is a view that lives as long as it is reachable. */
public interface TensorSet {
    /** The names, in the order of the file. */
    Set<String> names();

    /**
     * One tensor, converted to 32-bit floats where the file has another type.
     *
     * @throws org.tl4j.core.error.WeightsException if there is none of that name
     */
    Tensor tensor(String name);

    /** The metadata of the file: licence, source, classes. */
    Map<String, String> metadata();

    /** The digest of the whole file. */
    Digest digest();
}
