package org.tl4j.dl4j.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.hdf5.DSetCreatPropList;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.H5L_info2_t;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.FiniteValues;

/**
 * The tensors of a Keras file. A tensor is claimed first, by the shape that the network asks for, and read later: so nothing
 * is allocated for a network that the file does not hold. Not thread-safe, as HDF5 is not.
 */
final class KerasTensors {
    private static final String WEIGHTS = "model_weights";
    private static final int DEEPEST = 12;
    private static final int LONGEST_LIST = 100_000;

    private final H5File file;
    private final Map<String, List<String>> paths = new HashMap<>();
    private int listed;
    /** A number takes a byte at least, so a file that refers to the same bytes many times is found out. */
    private long left;

    /** Of an open file of so many bytes. */
    KerasTensors(H5File file, long bytes) {
        this.file = file;
        this.left = bytes;
    }

    /**
     * A tensor of a layer, row-major, which is read when it is asked for; whoever asks closes it.
     *
     * @throws WeightsException if it is missing or of another shape
     */
    Supplier<INDArray> claim(KerasLayer layer, String tensor, long... shape) {
        List<String> found = paths.computeIfAbsent(layer.group(), this::paths).stream()
                .filter(path -> names(path, layer, tensor))
                .toList();
        if (found.size() != 1) {
            throw wrong(layer, "must have one tensor " + tensor, found.toString());
        }
        long[] held = shape(found.get(0));
        if (!Arrays.equals(held, shape)) {
            throw wrong(layer, "must have a " + tensor + " of shape " + Arrays.toString(shape), Arrays.toString(held));
        }
        long numbers = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (numbers > left) {
            throw wrong(layer, "must have no more numbers than the file has bytes", "" + numbers);
        }
        left -= numbers;
        return () -> read(found.get(0), shape);
    }

    private static WeightsException wrong(KerasLayer layer, String rule, String found) {
        return new WeightsException("layer " + layer.name(), rule, found, "check the file, or fetch it again");
    }

    /** Layers within another model share its group, and their tensors are told apart by the last two names. */
    private static boolean names(String path, KerasLayer layer, String tensor) {
        String[] names = path.split("/", -1);
        return names[names.length - 1].replaceFirst(":0$", "").equals(tensor)
                && (layer.group().equals(layer.weights()) || names[names.length - 2].equals(layer.weights()));
    }

    private List<String> paths(String group) {
        List<String> found = new ArrayList<>();
        String path = WEIGHTS;
        boolean exists = isWithin(path);
        for (String name : group.split("/", -1)) {
            path += "/" + name;
            exists = exists && isWithin(path);
        }
        if (exists) {
            list(path, DEEPEST, found);
        }
        return found;
    }

    /**
     * Whether the file has a path, all but the last part of which it is known to have.
     *
     * @throws WeightsException if it leads elsewhere, to other files of this machine even
     */
    private boolean isWithin(String path) {
        if (!file.nameExists(path)) {
            return false;
        }
        try (H5L_info2_t link = file.getLinkInfo(path)) {
            if (link.type() != hdf5.H5L_TYPE_HARD) {
                throw new WeightsException(
                        path + " of the file", "must be kept there itself", "a link to elsewhere", "");
            }
            return true;
        }
    }

    private void list(String path, int depth, List<String> found) {
        try (Group group = file.openGroup(path)) {
            for (long i = 0; i < group.getNumObjs() && depth > 0; i++) {
                String name = group.getObjnameByIdx(i).getString();
                String child = path + "/" + name;
                if (++listed > LONGEST_LIST) {
                    throw new WeightsException(
                            WEIGHTS + " of the file", "must hold at most " + LONGEST_LIST + " entries", "more", "");
                }
                // a name with a slash would be looked for elsewhere
                boolean own = !name.contains("/") && isWithin(child);
                int type = own ? group.childObjType(name) : hdf5.H5O_TYPE_UNKNOWN;
                if (type == hdf5.H5O_TYPE_DATASET) {
                    found.add(child);
                } else if (type == hdf5.H5O_TYPE_GROUP) {
                    list(child, depth - 1, found);
                }
            }
        }
    }

    private long[] shape(String path) {
        try (DataSet data = file.openDataSet(path);
                DSetCreatPropList storage = data.getCreatePlist()) {
            if (storage.getExternalCount() > 0 || storage.getLayout() == hdf5.H5D_VIRTUAL) {
                throw new WeightsException("tensor " + path, "must be kept in the file", "numbers of another file", "");
            }
        }
        try (DataSet data = file.openDataSet(path);
                DataSpace space = data.getSpace()) {
            if (data.asAbstractDs().getTypeClass() != hdf5.H5T_FLOAT) {
                throw new WeightsException("tensor " + path, "must be of floating point numbers", "another type", "");
            }
            long[] shape = new long[space.getSimpleExtentNdims()];
            if (shape.length > 0) {
                space.getSimpleExtentDims(shape);
            }
            return shape;
        }
    }

    private INDArray read(String path, long[] shape) {
        float[] numbers = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        try (DataSet data = file.openDataSet(path);
                FloatPointer target = new FloatPointer(numbers.length)) {
            data.read(target, PredType.NATIVE_FLOAT());
            target.get(numbers);
        }
        FiniteValues.require(numbers, "tensor " + path, "train the network again", WeightsException::new);
        return Nd4j.create(numbers, shape, 'c');
    }
}
