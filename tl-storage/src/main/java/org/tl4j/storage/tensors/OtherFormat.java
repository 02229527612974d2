package org.tl4j.storage.tensors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.tl4j.core.error.CallerTerm;

/** Recognises files of other formats that are given as safetensors, by their first bytes, with a remedy. */
enum OtherFormat {
    EMPTY("an empty file, 0 bytes", "fetch it again", head -> head.isEmpty()),
    LFS_POINTER(
            "a pointer of Git LFS in place of the file",
            "run `git lfs pull` where it was cloned, or download the file itself",
            head -> head.startsWith("version https://git-lfs.")),
    PAGE("a web page", "the address leads to a page, or a proxy asks for a login: fetch the file itself", head -> {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml");
    }),
    PYTORCH_ZIP(
            "a file of PyTorch (.pth, a zip with a pickle)",
            OtherFormat.FROM_PYTORCH,
            head -> head.startsWith("PK\3\4")
                    && (head.contains("data.pkl") || head.contains(".data/serialization_id"))),
    ZIP(
            "a zip",
            "unpack it if the weights are in it; if it is a model of Deeplearning4j, "
                    + CallerTerm.IMPORT_NETWORK.words(),
            head -> head.startsWith("PK\3\4") || head.startsWith("PK\5\6")),
    PICKLE(
            "a pickle, as older files of PyTorch (.pth) are",
            OtherFormat.FROM_PYTORCH,
            head -> head.length() > 2 && head.charAt(0) == 0x80 && head.charAt(1) >= 2 && head.charAt(1) <= 5),
    HDF5(
            "an HDF5 file, as Keras writes it",
            CallerTerm.IMPORT_NETWORK.words(),
            head -> head.startsWith("\u0089HDF\r\n\u001a\n")),
    GZIP("a gzip file", OtherFormat.UNPACK, head -> head.startsWith("\u001f\u008b")),
    BZIP2("a bzip2 file", OtherFormat.UNPACK, head -> head.startsWith("BZh")),
    XZ("an xz file", OtherFormat.UNPACK, head -> head.startsWith("\u00fd7zXZ\0")),
    ZSTANDARD("a Zstandard file", OtherFormat.UNPACK, head -> head.startsWith("(\u00b5/\u00fd")),
    SEVEN_ZIP("a 7z archive", OtherFormat.UNPACK, head -> head.startsWith("7z\u00bc\u00af'\u001c")),
    RAR("a RAR archive", OtherFormat.UNPACK, head -> head.startsWith("Rar!\u001a\7")),
    TAR("a tar archive", OtherFormat.UNPACK, head -> head.length() > 262 && head.startsWith("ustar", 257)),
    GGUF(
            "a GGUF file",
            "its weights are quantised for language models: take the original in safetensors",
            head -> head.startsWith("GGUF")),
    TFLITE(
            "a TensorFlow Lite file",
            "take the original network in safetensors or Keras HDF5",
            head -> head.length() > 8 && head.startsWith("TFL3", 4)),
    NUMPY(
            "an array of NumPy",
            "collect the arrays by name and save them by safetensors.numpy.save_file",
            head -> head.startsWith("\u0093NUMPY")),
    ONNX(
            "an ONNX file",
            "take the original weights in safetensors: the network of an ONNX file is not read here",
            OtherFormat::isOnnx),
    INDEX(
            "a text of JSON, perhaps the index of weights in several files",
            "bring the .safetensors file itself; weights in several files must be joined into one",
            head -> head.stripLeading().startsWith("{"));

    /** How many bytes are checked. */
    static final int LOOKED_AT = 1024;

    private static final String UNPACK = "unpack it first";
    private static final String FROM_PYTORCH = "pickles can run code and are not read: convert it once, in Python, by"
            + " safetensors.torch.save_file(torch.load(FILE, map_location=\"cpu\", weights_only=True), NEW_FILE)";

    private final String words;
    private final String remedy;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Predicate<String> begins;

    OtherFormat(String words, String remedy, Predicate<String> begins) {
        this.words = words;
        this.remedy = remedy;
        this.begins = begins;
    }

    /** The format of a file that begins with {@code head}. */
    static Optional<OtherFormat> of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values()).filter(one -> one.begins.test(text)).findFirst();
    }

    /** The name of the format. */
    String words() {
        return words;
    }

    /** The remedy. */
    String remedy() {
        return remedy;
    }

    /** A protocol buffer: the version of the format as field 1, then a text or the graph. */
    private static boolean isOnnx(String head) {
        return head.length() > 3
                && head.charAt(0) == 0x08
                && head.charAt(1) > 0
                && head.charAt(1) < 32
                && "\u0012\u001a\"*2:B".indexOf(head.charAt(2)) >= 0;
    }
}
