package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.SettingWord;

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
        preprocessing.deviation().forEach(json.putArray("deviation")::add);
        return json;
    }

    static Preprocessing read(Fields json) {
        json.withNames("resize", "crop", "channels", "scale", "mean", "deviation");
        ImageSize crop = readSize(json.at("crop").withNames("width", "height"));
        Fields order = json.at("channels");
        ChannelOrder channels = order.make(() -> ChannelOrder.valueOf(order.text()));
        if ((long) channels.channels() * crop.width() * crop.height() > MOST_VALUES) {
            throw json.at("crop").refuse("must have at most " + MOST_VALUES + " values", crop);
        }
        return json.make(() -> new Preprocessing(
                readResize(json.at("resize")),
                crop,
                channels,
                json.at("scale").number(),
                json.at("mean").list(Fields::number),
                json.at("deviation").list(Fields::number)));
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
                : json.put(INTERPOLATION, SettingWord.of(rule.interpolation()));
    }

    private static ResizeRule readResize(Fields json) {
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

    private static Interpolation readInterpolation(Fields json) {
        if (!json.has(INTERPOLATION)) {
            return Interpolation.BILINEAR;
        }
        Fields found = json.at(INTERPOLATION);
        return SettingWord.find(Interpolation.class, found.text())
                .orElseThrow(() -> found.refuse(
                        "must be " + String.join(" or ", SettingWord.all(Interpolation.class)), found.text()));
    }

    private static ObjectNode write(ImageSize size) {
        return JsonNodeFactory.instance.objectNode().put("width", size.width()).put("height", size.height());
    }

    private static ImageSize readSize(Fields json) {
        return new ImageSize(side(json, "width"), side(json, "height"));
    }

    private static int side(Fields json, String name) {
        return (int) json.at(name).integer(1, LONGEST_SIDE);
    }
}
