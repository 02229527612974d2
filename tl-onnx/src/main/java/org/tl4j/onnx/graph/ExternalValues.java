package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Puts the values that a model has in other files of its folder into the model. */
final class ExternalValues {
    private static final String RULE = "must have its values in files of its own folder";
    private static final String REMEDY = "save the network in one file";

    private final Path folder;
    private final Map<String, ByteBuffer> files = new HashMap<>();
    private long total;

    private ExternalValues(Path folder) {
        this.folder = folder;
    }

    /** Whether a model has values in other files. */
    static boolean in(ModelProto model) {
        return model.getGraph().getInitializerList().stream().anyMatch(TensorCheck::isExternal);
    }

    /** The model with all its values. */
    static ModelProto inlined(ModelProto model, Path file) {
        GraphProto graph = model.getGraph();
        ExternalValues values = new ExternalValues(file.getParent());
        ModelProto.Builder whole = model.toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (TensorCheck.isExternal(graph.getInitializer(i))) {
                whole.getGraphBuilder().setInitializer(i, values.filled(graph.getInitializer(i)));
            }
        }
        return whole.build();
    }

    private TensorProto filled(TensorProto tensor) {
        Map<String, String> place = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            place.put(entry.getKey(), entry.getValue());
        }
        String location = place.getOrDefault("location", "");
        ByteBuffer content = files.computeIfAbsent(location, this::content);
        long size = TensorCheck.values(tensor.getDimsList(), tensor.getName())
                * ElementKind.of(tensor.getDataType()).orElseThrow().bytes();
        long offset = number(place.getOrDefault("offset", "0"), tensor);
        long length = number(place.getOrDefault("length", Long.toString(size)), tensor);
        if (length != size || offset > content.limit() || size > content.limit() - offset) {
            throw new InvalidModelException(
                    "must have the values of each tensor in the file that it names",
                    "%s with %d bytes at %d of %s, which has %d"
                            .formatted(tensor.getName(), length, offset, location, content.limit()),
                    "get both files again");
        }
        total += size;
        if (total > Integer.MAX_VALUE) {
            throw new InvalidModelException(
                    "must have at most 2 GiB with its values", location, "take a smaller network");
        }
        ByteString bytes = UnsafeByteOperations.unsafeWrap(content.slice((int) offset, (int) size));
        return tensor.toBuilder()
                .clearExternalData()
                .setDataLocation(DataLocation.DEFAULT)
                .setRawData(bytes)
                .build();
    }

    private static long number(String text, TensorProto tensor) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidModelException(
                    "must have offsets that are numbers", tensor.getName() + " at " + text, "", e);
        }
        throw new InvalidModelException("must have offsets from 0", tensor.getName() + " at " + text);
    }

    private ByteBuffer content(String location) {
        Path file = resolved(location);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new InvalidModelException(
                        "must have at most 2 GiB with its values",
                        location + " of " + channel.size() + " bytes",
                        "take a smaller network");
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw new InvalidModelException(
                    "must have its values in files that can be read", location, "get that file too", e);
        }
    }

    /** Names of another folder, also by a link, are refused: the file could make any file of this machine a weight. */
    private Path resolved(String location) {
        try {
            boolean plain = !location.isBlank() && !location.contains("\\") && !location.contains(":");
            Path relative = Path.of(location);
            Path file = folder.resolve(relative).normalize();
            if (!plain || relative.isAbsolute() || !file.startsWith(folder)) {
                throw new InvalidModelException(RULE, location, REMEDY);
            }
            if (!Files.isRegularFile(file)) {
                throw new InvalidModelException("must be beside the file of its values", location, "get that file too");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new InvalidModelException(
                        RULE,
                        location + ", a link to another folder",
                        "copy what the links of the model and its values name into one folder; caches hold such links");
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new InvalidModelException(RULE, location, REMEDY, e);
        }
    }
}
