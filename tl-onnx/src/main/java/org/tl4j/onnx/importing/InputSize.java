package org.tl4j.onnx.importing;

import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.onnx.graph.ImageInput;

/** The size of the images of a network: as its file says, else as it was asked for, else as its preprocessing makes them. */
final class InputSize {
    private static final String SUBJECT = "input-size";

    private InputSize() {}

    static ImageSize of(ImageInput input, OptionalInt asked, PreprocessingRule preprocessing) {
        Optional<ImageSize> made = preprocessing.inputSize();
        Optional<ImageSize> wanted = asked.isPresent() ? Optional.of(ImageSize.square(asked.getAsInt())) : made;
        if (input.height().isPresent() && input.width().isPresent()) {
            ImageSize fixed =
                    new ImageSize(input.width().getAsInt(), input.height().getAsInt());
            if (asked.isPresent() && !input.takes(wanted.orElseThrow())) {
                throw new UsageException(
                        SUBJECT,
                        "must be as the file says, " + fixed,
                        wanted.orElseThrow().toString(),
                        "leave it out");
            }
            requireSame(fixed, made);
            return fixed;
        }
        ImageSize size = wanted.orElseThrow(() -> new UsageException(
                SUBJECT,
                "must be set for a network that takes images of any size",
                "none",
                "name the size that it was trained with, such as 224"));
        if (!input.takes(size)) {
            throw new UsageException(SUBJECT, "must fit the input " + input.words(), size.toString(), "");
        }
        requireSame(size, made);
        return size;
    }

    private static void requireSame(ImageSize size, Optional<ImageSize> made) {
        if (made.isPresent() && !made.get().equals(size)) {
            throw new UsageException(
                    "preprocessing",
                    "must make images of the size that the network takes, " + size,
                    made.get().toString(),
                    "take the file that belongs to this network, or correct the sizes in it");
        }
    }
}
