package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.SmallText;
import org.tl4j.storage.json.JsonException;
import org.tl4j.storage.processor.ProcessorText;

/**
 * The preprocessing that Hugging Face publishes beside a network, as {@code preprocessor_config.json}. Immutable.
 *
 * <p>Images are cropped as the fast processors of the library do, which is torchvision's way.
 */
public final class PreprocessorConfig implements PreprocessingRule {
    private static final int LONGEST = 1 << 20;

    private final String name;
    private final Preprocessing preprocessing;

    private PreprocessorConfig(String name, Preprocessing preprocessing) {
        this.name = name;
        this.preprocessing = preprocessing;
    }

    /**
     * Reads a file.
     *
     * @param inputSize the shorter side of the input of the network in pixels, where it is to be another than the file says: resizing
     *     and crop are scaled together
     * @throws UsageException if it is no such file, or states something that cannot be followed exactly; the message names it
     */
    public static PreprocessorConfig read(Path file, OptionalInt inputSize) {
        String name = requireNonNull(file, "file is null").toString();
        try {
            Preprocessing stated = ProcessorText.read(SmallText.read(file, LONGEST));
            return new PreprocessorConfig(
                    name, inputSize.isPresent() ? stated.withInputSize(inputSize.getAsInt()) : stated);
        } catch (JsonException e) {
            throw refused(name, "must state a preprocessing that can be followed exactly", e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw refused(name, "must be JSON", e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw refused(name, "must be a readable file", DiskProblem.describe(e), e);
        }
    }

    private static UsageException refused(String name, String rule, String found, Exception cause) {
        return new UsageException(
                new Problem(
                        name,
                        rule,
                        found,
                        "take the file that belongs to the network, or choose a named preprocessing"),
                cause);
    }

    /** The preprocessing. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    @Override
    public Optional<ImageSize> inputSize() {
        return Optional.of(preprocessing.crop());
    }

    /**
     * {@inheritDoc}
     *
     * @throws UsageException if the network takes other images than the file makes
     */
    @Override
    public Preprocessing at(ImageSize input, int channels) {
        if (!preprocessing.crop().equals(input) || channels != ChannelOrder.RGB.channels()) {
            throw new UsageException(
                    name,
                    "must make images as the network takes them, %s with %d channels".formatted(input, channels),
                    preprocessing.crop() + " with 3",
                    "take the file that belongs to the network");
        }
        return preprocessing;
    }
}
