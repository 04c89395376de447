package org.latentfx.view.file;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.PngFile;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Message.Choice;
import org.latentfx.text.Texts;

/**
 * Takes what comes from outside, pasted or dropped: a file or folder, the path of one as text, or a picture. A single
 * picture goes to the probe, and one line offers to cut it into tiles instead; all else is opened. FX thread only.
 */
public final class Incoming {
    private static final List<String> PICTURES =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp");

    /** Longer than any path. */
    private static final int LONGEST_PATH = 4096;

    private final Session session;

    public Incoming(Session session) {
        this.session = session;
    }

    /** Takes what was copied, or says that it is of no use here. */
    public void paste(Clipboard board) {
        Image image = board.getImage();
        Path path = board.hasFiles() || image != null ? null : path(board.getString());
        if (board.hasFiles() && board.getFiles().size() == 1)
            open(board.getFiles().get(0).toPath());
        else if (board.hasFiles() && !board.getFiles().isEmpty()) session.say(Texts.of("incoming.several"));
        else if (image != null && !image.isError() && image.getWidth() >= 1 && image.getHeight() >= 1) probe(image);
        else if (path != null) open(path);
        else session.say(Texts.of("incoming.nothing"));
    }

    /** Opens the file or folder, or probes the picture. */
    public void open(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path) || PICTURES.stream().noneMatch(name::endsWith)) {
            session.document().open(path);
            return;
        }
        session.pictures().open(path);
        offerTiles(() -> session.dataOpening().look(path));
    }

    private void probe(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        session.pictures().take(Texts.of("probe.clipboard"), () -> PngFile.grey(width, height, argb));
        var opening = session.dataOpening();
        if (opening.keeps())
            offerTiles(() -> opening.keepAndLook(
                    Texts.of("incoming.file", checksum(argb)), file -> PngFile.write(file, width, height, argb)));
    }

    private void offerTiles(Runnable cut) {
        session.tell(Message.passing(Texts.of("incoming.probed"), new Choice(Texts.of("incoming.tiles"), cut)));
    }

    private static String checksum(int[] argb) {
        var crc = new CRC32C();
        for (int pixel : argb) for (int shift = 0; shift < Integer.SIZE; shift += 8) crc.update(pixel >>> shift);
        return String.format("%08x", crc.getValue());
    }

    /** The file or folder that {@code text} names, in quotes perhaps or as an address; null if it names none. */
    private static @Nullable Path path(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_PATH) return null;
        String line = text.strip().replaceAll("^([\"'])(.*)\\1$", "$2");
        try {
            Path path = line.startsWith("file:") ? Path.of(URI.create(line)) : Path.of(line);
            return path.isAbsolute() && Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) { // an address of another kind
            return null;
        }
    }

    // ---- dropping ----

    /** A file or folder may be dropped anywhere; what is dropped on the probe is the probe's. */
    public void offer(DragEvent event) {
        if (event.getDragboard().getFiles().size() == 1) event.acceptTransferModes(TransferMode.COPY);
        event.consume();
    }

    public void drop(DragEvent event) {
        File file = event.getDragboard().getFiles().get(0);
        open(file.toPath());
        event.setDropCompleted(true);
        event.consume();
    }
}
