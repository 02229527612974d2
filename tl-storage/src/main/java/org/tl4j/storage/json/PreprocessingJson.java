package org.tl4j.storage.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.EnumNames;

/** {@link Preprocessing} as JSON: the one form that bundles and catalogues share. Stateless and thread-safe. */
public final class PreprocessingJson {
    /** In pixels: a hostile document must not make a reader allocate unlimited memory. */
    private static final int LONGEST_SIDE = 16_384;

    private static final long MOST_VALUES = 1L << 28;

    private static final String SHORTER_SIDE = "shorter-side";
    private static final String EXACT = "exact";
    private static final String INTERPOLATION = "interpolation";

    private PreprocessingJson() {}

    /** The object of a preprocessing; bilinear interpolation is not written, since it is the default. */
    public static ObjectNode write(Preprocessing preprocessing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("resize", write(preprocessing.resize()));
        json.set("crop", write(preprocessing.crop()));
        json.put("channels", preprocessing.channels().name());
        json.put("scale", preprocessing.scale());
        preprocessing.mean().forEach(json.putArray("mean")::add);
        preprocessing.standardDeviation().forEach(json.putArray("deviation")::add);
        return json;
    }

    /** The preprocessing of an object; empty if a problem was reported and problems are collected. */
    public static Optional<Preprocessing> read(JsonReader json) {
        Optional<ResizeRule> resize =
                json.read("resize", PreprocessingJson::readResize).flatMap(Function.identity());
        Optional<ImageSize> crop =
                json.read("crop", PreprocessingJson::readSize).flatMap(Function.identity());
        Optional<ChannelOrder> channels = json.read("channels", PreprocessingJson::readChannels);
        Optional<Double> scale = json.read("scale", JsonReader::finite);
        Optional<List<Double>> mean = json.read("mean", PreprocessingJson::numbers);
        Optional<List<Double>> deviation = json.read("deviation", PreprocessingJson::numbers);
        return json.complete(() -> bounded(new Preprocessing(
                resize.orElseThrow(),
                crop.orElseThrow(),
                channels.orElseThrow(),
                scale.orElseThrow(),
                mean.orElseThrow(),
                deviation.orElseThrow())));
    }

    private static Preprocessing bounded(Preprocessing preprocessing) {
        ImageSize crop = preprocessing.crop();
        if ((long) preprocessing.channels().channels() * crop.width() * crop.height() > MOST_VALUES) {
            throw new IllegalArgumentException("an image must have at most " + MOST_VALUES + " values, found " + crop);
        }
        return preprocessing;
    }

    private static ObjectNode write(ResizeRule rule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        // a switch over the sealed type has to wait for Java 21
        if (rule instanceof ResizeRule.ShorterSide shorter) {
            json.put("rule", SHORTER_SIDE).put("pixels", shorter.pixels());
        } else {
            ImageSize size = ((ResizeRule.Exact) rule).size();
            json.put("rule", EXACT).put("width", size.width()).put("height", size.height());
        }
        return rule.interpolation() == Interpolation.BILINEAR
                ? json
                : json.put(INTERPOLATION, EnumNames.of(rule.interpolation()));
    }

    private static Optional<ResizeRule> readResize(JsonReader json) {
        Interpolation interpolation = json.readOptional(INTERPOLATION, value -> value.word(Interpolation.class))
                .orElse(Interpolation.BILINEAR);
        JsonReader rule = json.at("rule");
        return switch (rule.text()) {
            case SHORTER_SIDE -> {
                Optional<Integer> pixels = json.read("pixels", PreprocessingJson::side);
                yield json.complete(() -> new ResizeRule.ShorterSide(pixels.orElseThrow(), interpolation));
            }
            case EXACT -> readSize(json).map(size -> new ResizeRule.Exact(size, interpolation));
            default -> throw rule.refuse("must be " + SHORTER_SIDE + " or " + EXACT, rule.text());
        };
    }

    private static ChannelOrder readChannels(JsonReader json) {
        String word = json.text();
        return Stream.of(ChannelOrder.values())
                .filter(order -> order.name().equals(word))
                .findFirst()
                .orElseThrow(() -> json.refuse("must be one of " + List.of(ChannelOrder.values()), word));
    }

    private static ObjectNode write(ImageSize size) {
        return JsonNodeFactory.instance.objectNode().put("width", size.width()).put("height", size.height());
    }

    private static Optional<ImageSize> readSize(JsonReader json) {
        Optional<Integer> width = json.read("width", PreprocessingJson::side);
        Optional<Integer> height = json.read("height", PreprocessingJson::side);
        return json.complete(() -> new ImageSize(width.orElseThrow(), height.orElseThrow()));
    }

    private static int side(JsonReader json) {
        return (int) json.integer(1, LONGEST_SIDE);
    }

    private static List<Double> numbers(JsonReader json) {
        return json.list(JsonReader::finite);
    }
}
