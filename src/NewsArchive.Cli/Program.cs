using NewsArchive.Cli;

return await CommandLine.RunAsync(CommandTree.Create(), args);
