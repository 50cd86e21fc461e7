using System.Text;

namespace ContractWatch.TestServers.Smtp;

/// <summary>Lines ended by CRLF over a stream. Bytes pass through as they are.</summary>
internal sealed class SmtpLines(Stream stream)
{
    private readonly byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    public async Task<string?> ReadAsync(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            while (_start < _end)
            {
                var next = (char)_buffer[_start++];
                if (next == '\n')
                    return line.ToString().TrimEnd('\r');
                line.Append(next);
            }

            _start = 0;
            _end = await stream.ReadAsync(_buffer, stop);
            if (_end == 0)
                return null;
        }
    }

    public async Task WriteAsync(string line, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), stop);
        await stream.FlushAsync(stop);
    }
}
