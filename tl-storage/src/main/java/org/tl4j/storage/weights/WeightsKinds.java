package org.tl4j.storage.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.storage.tensors.SafetensorsFormat;

/**
 * The kinds of files that may be fetched: safetensors, and those that engines open in addition.
 */
final class WeightsKinds {
    private static final WeightsKind SAFETENSORS = new Safetensors();

    private final Supplier<? extends List<? extends WeightsKind>> others;

    /**
     * @param others requested for other files than safetensors alone, since creating an engine may take a while
     */
    WeightsKinds(Supplier<? extends List<? extends WeightsKind>> others) {
        this.others = others;
    }

    /**
     * The kind whose suffix a name has; safetensors for a name without a suffix.
     *
     * @throws WeightsException if no engine declares the suffix
     */
    WeightsKind of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        if (dot < 0 || has(SAFETENSORS, lower)) {
            return SAFETENSORS;
        }
        List<? extends WeightsKind> known = others.get();
        return known.stream()
                .filter(kind -> has(kind, lower))
                .map(WeightsKind.class::cast)
                .findFirst()
                .orElseThrow(() -> new WeightsException(
                        fileName,
                        "must be of a kind that an engine here opens: "
                                + Stream.concat(Stream.of(SAFETENSORS), known.stream())
                                        .flatMap(kind -> kind.suffixes().stream())
                                        .distinct()
                                        .collect(Collectors.joining(", ")),
                        lower.substring(dot) + ", and no engine here opens " + lower.substring(dot),
                        "add the module of an engine that opens it"));
    }

    private static boolean has(WeightsKind kind, String lower) {
        return kind.suffixes().stream().anyMatch(lower::endsWith);
    }

    private record Safetensors() implements WeightsKind {
        @Override
        public String name() {
            return "safetensors";
        }

        @Override
        public List<String> suffixes() {
            return List.of(".safetensors");
        }

        @Override
        public void check(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                SafetensorsFormat.check(channel, "a safetensors file");
            }
        }
    }
}
