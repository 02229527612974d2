package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.EnumNames;

/** {@link Preprocessing} as JSON. */
final class PreprocessingJson {
    /** In pixels: a hostile manifest must not make a reader ask for memory without end. */
    private static final int LONGEST_SIDE = 16_384;

    private static final long MOST_VALUES = 1L << 28;

    private static final String SHORTER_SIDE = "shorter-side";
    private static final String EXACT = "exact";
    private static final String INTERPOLATION = "interpolation";
    private static final Set<String> OPTIONAL = Set.of(INTERPOLATION);

    private PreprocessingJson() {}

    static ObjectNode write(Preprocessing preprocessing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("resize", write(preprocessing.resize()));
        json.set("crop", write(preprocessing.crop()));
        json.put("channels", preprocessing.channels().name());
        json.put("scale", preprocessing.scale());
        preprocessing.mean().forEach(json.putArray("mean")::add);
        preprocessing.standardDeviation().forEach(json.putArray("deviation")::add);
        return json;
    }

    static Preprocessing read(JsonReader json) {
        json.withNames("resize", "crop", "channels", "scale", "mean", "deviation");
        ImageSize crop = readSize(json.at("crop").withNames("width", "height"));
        JsonReader order = json.at("channels");
        ChannelOrder channels = order.make(() -> ChannelOrder.valueOf(order.text()));
        if ((long) channels.channels() * crop.width() * crop.height() > MOST_VALUES) {
            throw json.at("crop").refuse("must have at most " + MOST_VALUES + " values", crop);
        }
        return json.make(() -> new Preprocessing(
                readResize(json.at("resize")),
                crop,
                channels,
                json.at("scale").number(),
                json.at("mean").list(JsonReader::number),
                json.at("deviation").list(JsonReader::number)));
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

    private static ResizeRule readResize(JsonReader json) {
        String rule = json.at("rule").text();
        return switch (rule) {
            case SHORTER_SIDE ->
                new ResizeRule.ShorterSide(
                        side(json.withNames(OPTIONAL, "rule", "pixels"), "pixels"), readInterpolation(json));
            case EXACT ->
                new ResizeRule.Exact(
                        readSize(json.withNames(OPTIONAL, "rule", "width", "height")), readInterpolation(json));
            default -> throw json.at("rule").refuse("must be " + SHORTER_SIDE + " or " + EXACT, rule);
        };
    }

    private static Interpolation readInterpolation(JsonReader json) {
        if (!json.has(INTERPOLATION)) {
            return Interpolation.BILINEAR;
        }
        JsonReader found = json.at(INTERPOLATION);
        return EnumNames.find(Interpolation.class, found.text())
                .orElseThrow(() -> found.refuse(
                        "must be " + String.join(" or ", EnumNames.all(Interpolation.class)), found.text()));
    }

    private static ObjectNode write(ImageSize size) {
        return JsonNodeFactory.instance.objectNode().put("width", size.width()).put("height", size.height());
    }

    private static ImageSize readSize(JsonReader json) {
        return new ImageSize(side(json, "width"), side(json, "height"));
    }

    private static int side(JsonReader json, String name) {
        return (int) json.at(name).integer(1, LONGEST_SIDE);
    }
}
