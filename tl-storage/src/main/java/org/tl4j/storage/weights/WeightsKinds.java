package org.tl4j.storage.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.storage.tensors.SafetensorsFormat;

/**
 * The kinds of files that may be fetched: safetensors, and those that engines open in addition.
 */
final class WeightsKinds {
    private static final WeightsKind SAFETENSORS = new Safetensors();

    private final Supplier<? extends List<? extends WeightsKind>> others;

    /**
     * @param others requested after a file has been fetched, since creating an engine may take a while
     */
    WeightsKinds(Supplier<? extends List<? extends WeightsKind>> others) {
        this.others = others;
    }

    /** The kind whose suffix a name has; safetensors if there is none. */
    WeightsKind of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        for (WeightsKind kind : others.get()) {
            if (kind.suffixes().stream().anyMatch(lower::endsWith)) {
                return kind;
            }
        }
        return SAFETENSORS;
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
