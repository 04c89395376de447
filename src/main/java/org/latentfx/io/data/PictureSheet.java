package org.latentfx.io.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.RawPicture;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** One large picture in which many of one size stand side by side: cut row by row from the upper left corner. */
final class PictureSheet {
    private PictureSheet() {}

    static ImportedData read(byte[] file, String place, DataImport how, Progress progress) throws IOException {
        PictureFormat format = PictureDecoder.format(file, place);
        Size tile = how.meaning().tile();
        if (tile == null) throw new Refusal("data.sheet.one", place, format.width(), format.height());
        if (tile.width() < 1 || tile.height() < 1 || tile.width() > format.width() || tile.height() > format.height())
            throw new Refusal("data.sheet.tile", place, format.width(), format.height(), tile.width(), tile.height());
        RawPicture sheet = PictureDecoder.decode(file, Math.max(format.width(), format.height()), place);
        List<RawPicture> tiles = cut(sheet, tile);
        while (!tiles.isEmpty() && isPlain(tiles.get(tiles.size() - 1))) tiles.remove(tiles.size() - 1);
        var each = new PictureFormat(
                tile.width(), tile.height(), sheet.showsColour() ? PictureFormat.COLOUR : PictureFormat.GREY);
        var collector = new PictureCollector(place, how, each, tiles.size(), progress);
        if (format.inColour() && !each.inColour()) collector.note(Texts.of("data.note.looks-grey"));
        int over = format.width() % tile.width() + format.height() % tile.height();
        if (over > 0) collector.note(Texts.of("data.note.sheet", tile.width(), tile.height()));
        for (RawPicture picture : tiles) if (collector.wantsNext()) collector.add(picture, 0, Part.OPEN);
        return collector.finish(Texts.of("data.kind.sheet"), List.of(), 0, 255);
    }

    private static List<RawPicture> cut(RawPicture sheet, Size tile) {
        PictureFormat whole = sheet.format();
        int channels = whole.channels();
        var format = new PictureFormat(tile.width(), tile.height(), channels);
        var tiles = new ArrayList<RawPicture>();
        for (int top = 0; top + tile.height() <= whole.height(); top += tile.height())
            for (int left = 0; left + tile.width() <= whole.width(); left += tile.width()) {
                byte[] pixels = new byte[format.values()];
                int row = tile.width() * channels;
                for (int y = 0; y < tile.height(); y++)
                    System.arraycopy(
                            sheet.pixels(), ((top + y) * whole.width() + left) * channels, pixels, y * row, row);
                tiles.add(new RawPicture(format, pixels));
            }
        return tiles;
    }

    /** A last row is seldom full. */
    private static boolean isPlain(RawPicture picture) {
        for (byte value : picture.pixels()) if (value != picture.pixels()[0]) return false;
        return true;
    }
}
