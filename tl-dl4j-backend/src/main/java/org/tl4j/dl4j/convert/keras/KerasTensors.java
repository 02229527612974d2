package org.tl4j.dl4j.convert.keras;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.hdf5.Hdf5File;
import org.tl4j.dl4j.hdf5.Hdf5Group;
import org.tl4j.dl4j.hdf5.Hdf5Link;
import org.tl4j.dl4j.hdf5.Hdf5Tensor;
import org.tl4j.dl4j.hdf5.TensorElsewhereException;

/**
 * The tensors of a Keras file. A tensor is first checked for the shape that the network needs, and read later, so that
 * no memory is allocated for a network that the file does not contain. Not thread-safe.
 */
final class KerasTensors {
    private static final String WEIGHTS = "model_weights";
    private static final int DEEPEST = 12;
    private static final int LONGEST_LIST = 100_000;

    private final Hdf5Group root;
    private Optional<Hdf5Group> weights = Optional.empty();
    private final Map<String, Map<String, Hdf5Tensor>> tensors = new HashMap<>();
    private int listed;
    /** A value takes at least one byte, so a file that refers to the same bytes many times is detected. */
    private long left;

    /** The tensors of an open file of {@code bytes} bytes. */
    KerasTensors(Hdf5File file, long bytes) {
        this.root = file.root();
        this.left = bytes;
    }

    /**
     * A tensor of a layer, row-major, which is read on request; the caller closes it.
     *
     * @throws WeightsException if it is missing or of another shape
     */
    Supplier<INDArray> claim(KerasLayer layer, String tensor, long... shape) {
        Map<String, Hdf5Tensor> held = tensors.computeIfAbsent(layer.group(), this::ofGroup);
        List<String> found = held.keySet().stream()
                .filter(path -> names(path, layer, tensor))
                .toList();
        if (found.size() != 1) {
            throw wrong(layer, "must have one tensor " + tensor, found.toString());
        }
        Hdf5Tensor values = held.get(found.get(0));
        if (!values.isFloat()) {
            throw new WeightsException(
                    "tensor " + found.get(0), "must be of floating point numbers", "another type", "");
        }
        if (!Arrays.equals(values.shape(), shape)) {
            throw wrong(
                    layer,
                    "must have a " + tensor + " of shape " + Arrays.toString(shape),
                    Arrays.toString(values.shape()));
        }
        long numbers = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (numbers > left) {
            throw wrong(layer, "must have no more values than the file has bytes", "" + numbers);
        }
        left -= numbers;
        return () -> Nd4j.create(finite(found.get(0), values.values()), shape, 'c');
    }

    private static float[] finite(String path, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new WeightsException(
                        "tensor " + path,
                        "must have finite values",
                        "" + value,
                        "train the network again, or fetch it");
            }
        }
        return values;
    }

    private static WeightsException wrong(KerasLayer layer, String rule, String found) {
        return new WeightsException("layer " + layer.name(), rule, found, "check the file, or fetch it again");
    }

    /** Layers of a nested model share its group; their tensors are distinguished by the last two names. */
    private static boolean names(String path, KerasLayer layer, String tensor) {
        String[] names = path.split("/", -1);
        return names[names.length - 1].replaceFirst(":0$", "").equals(tensor)
                && (layer.group().equals(layer.weights()) || names[names.length - 2].equals(layer.weights()));
    }

    /** The tensors below the group of a layer, whose name may have slashes, by their paths. */
    private Map<String, Hdf5Tensor> ofGroup(String name) {
        Map<String, Hdf5Tensor> found = new LinkedHashMap<>();
        String path = WEIGHTS;
        Optional<Hdf5Group> group = weights();
        for (String part : name.split("/", -1)) {
            path += "/" + part;
            group = group.isPresent() ? below(group.get(), part, path) : group;
        }
        if (group.isPresent()) {
            list(group.get(), path, DEEPEST, found);
        }
        return found;
    }

    private Optional<Hdf5Group> weights() {
        if (weights.isEmpty()) {
            weights = below(root, WEIGHTS, WEIGHTS);
        }
        return weights;
    }

    private static Optional<Hdf5Group> below(Hdf5Group group, String name, String path) {
        Optional<Hdf5Link> link = group.link(name);
        link.ifPresent(found -> requireWithin(found, path));
        return link.flatMap(group::group);
    }

    /** Links are not followed, since they may lead to other files of this machine. */
    private static void requireWithin(Hdf5Link link, String path) {
        if (!link.within()) {
            throw new WeightsException(path + " of the file", "must be stored there itself", "a link", "");
        }
    }

    private void list(Hdf5Group group, String path, int depth, Map<String, Hdf5Tensor> found) {
        for (Hdf5Link link : depth > 0 ? group.links() : List.<Hdf5Link>of()) {
            String child = path + "/" + link.name();
            if (++listed > LONGEST_LIST) {
                throw new WeightsException(
                        WEIGHTS + " of the file", "must hold at most " + LONGEST_LIST + " entries", "more", "");
            }
            // a name with a slash would be read as a path
            if (!link.name().contains("/")) {
                requireWithin(link, child);
                tensor(group, link, child).ifPresent(tensor -> found.put(child, tensor));
                group.group(link).ifPresent(below -> list(below, child, depth - 1, found));
            }
        }
    }

    private static Optional<Hdf5Tensor> tensor(Hdf5Group group, Hdf5Link link, String path) {
        try {
            return group.tensor(link);
        } catch (TensorElsewhereException e) {
            throw new WeightsException(
                    new Problem("tensor " + path, "must be stored in the file", "values in another file", ""), e);
        }
    }
}
